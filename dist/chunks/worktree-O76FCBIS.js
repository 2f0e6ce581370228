import{a}from"./chunk-XC6HPGV5.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
