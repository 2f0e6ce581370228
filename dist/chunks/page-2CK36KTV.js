import{a as r,b as o}from"./chunk-XFSKAXFO.js";import"./chunk-EMBIDUMY.js";export{o as markdownStyle,r as renderMarkdown};
