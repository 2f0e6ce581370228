import{a}from"./chunk-WG4MUK74.js";import"./chunk-XBDWCNXW.js";import"./chunk-JC27D7SQ.js";import"./chunk-EMBIDUMY.js";export{a as readConfiguration};
