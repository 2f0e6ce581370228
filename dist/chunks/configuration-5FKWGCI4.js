import{a}from"./chunk-TMRK4YM2.js";import"./chunk-R24M64OL.js";import"./chunk-TED3PDRQ.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
