import{a}from"./chunk-3ZQKODQ4.js";import"./chunk-HUIEZVGU.js";import"./chunk-EMBIDUMY.js";export{a as renderPage};
