import{a}from"./chunk-W6CCWGNS.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
