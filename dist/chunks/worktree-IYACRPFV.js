import{a}from"./chunk-DWDPTCLX.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
