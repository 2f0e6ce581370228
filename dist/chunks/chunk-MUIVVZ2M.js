import{a as r,e as t}from"./chunk-PRGJYWPW.js";function n(e){return r(t(e).text).text.replace(/^([^\S\n]*)::/gm,"$1%3A%3A").replaceAll("##[","##%5B")}export{n as a};
