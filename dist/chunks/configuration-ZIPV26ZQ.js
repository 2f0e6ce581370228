import{a}from"./chunk-OTUZUMXB.js";import"./chunk-LK2EX75L.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
