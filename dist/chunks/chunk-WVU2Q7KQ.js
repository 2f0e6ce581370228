import{c as m}from"./chunk-XJNEZGM5.js";function a(r,o){return r.flatMap(e=>{let t=o.includes(e.author)?m(e.body):null;return t?.comment?[{...e,marker:{...t,comment:t.comment}}]:[]})}export{a};
