import{a}from"./chunk-6FRMOVSM.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
