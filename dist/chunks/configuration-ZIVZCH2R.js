import{a}from"./chunk-5D65LZJO.js";import"./chunk-XBDWCNXW.js";import"./chunk-JC27D7SQ.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
