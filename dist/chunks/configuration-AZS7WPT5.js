import{a}from"./chunk-NSO6C23Y.js";import"./chunk-DACQBSF5.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
