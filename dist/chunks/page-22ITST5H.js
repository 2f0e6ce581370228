import{a}from"./chunk-Y7DJT47S.js";import"./chunk-EMBIDUMY.js";export{a as renderPage};
