import{a,b,c}from"./chunk-KXRFAREB.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";export{a as GENERATIONS,b as createFolderStore,c as newestIn};
