import{b as a}from"./chunk-FL57MBVK.js";import"./chunk-NXBYM66Y.js";import"./chunk-EMWIA65B.js";import"./chunk-3TVC2G6B.js";import"./chunk-EMBIDUMY.js";export{a as findOutside};
