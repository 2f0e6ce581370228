import{a as r,b as o}from"./chunk-OINPCYLS.js";import"./chunk-EMBIDUMY.js";export{o as markdownStyle,r as renderMarkdown};
