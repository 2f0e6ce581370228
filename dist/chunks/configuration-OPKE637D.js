import{a}from"./chunk-4Q2WATIE.js";import"./chunk-CJYQTBE4.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
