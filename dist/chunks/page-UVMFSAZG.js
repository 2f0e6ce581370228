import{a}from"./chunk-AU5NE4DK.js";import"./chunk-FFCSPJQH.js";import"./chunk-EMBIDUMY.js";export{a as renderPage};
