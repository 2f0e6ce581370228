import{a,b}from"./chunk-NS54KJYJ.js";import"./chunk-SA6F433U.js";import"./chunk-JTWFPQMS.js";import"./chunk-EMBIDUMY.js";export{a as CacheUnread,b as actionsCache};
