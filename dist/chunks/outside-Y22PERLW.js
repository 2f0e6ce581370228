import{b as a}from"./chunk-7NVSNBJ5.js";import"./chunk-GDM5WJYL.js";import"./chunk-3TVC2G6B.js";import"./chunk-GRNAPG2F.js";import"./chunk-EMBIDUMY.js";export{a as findOutside};
