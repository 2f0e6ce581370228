import{a}from"./chunk-LPKYPE6W.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
