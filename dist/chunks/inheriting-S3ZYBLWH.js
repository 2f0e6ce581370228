import{a}from"./chunk-76PIT2AS.js";import"./chunk-MVZUXX7W.js";import"./chunk-EMBIDUMY.js";export{a as inheritSettings};
