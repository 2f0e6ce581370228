import{b as a}from"./chunk-XV457PD2.js";import"./chunk-NXBYM66Y.js";import"./chunk-EMWIA65B.js";import"./chunk-3TVC2G6B.js";import"./chunk-EMBIDUMY.js";export{a as findOutside};
