import{a}from"./chunk-ZJH7LC3Q.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GitWorktree};
