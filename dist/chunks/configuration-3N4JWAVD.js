import{a}from"./chunk-6EHOWVS5.js";import"./chunk-ALGQSPIO.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
