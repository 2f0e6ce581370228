import{h as l}from"./chunk-JQAMJ5V4.js";import{e as m}from"./chunk-2YVS7B73.js";import{d as o,f as s,h as i,j as c}from"./chunk-62FGZPOJ.js";var f=e=>`${e.slice(0,10)} ${e.slice(11,16)} UTC`,u=(e,{room:n})=>o(i(e.title,n.title)),$=(e,n)=>l(e.number)===null?u(e,n):`#${e.number} ${u(e,n)}`;function x({since:e},{asOf:n}){let t=n===null?0:m(e,n);return t===0?"new":c(t,"day")}function S(e,n,t=a){let r=e.length-n;return r<=0?e.join(`
`):[...e.slice(0,n),"",t(r)].join(`
`).trim()}var a=e=>`and ${e.toLocaleString("en-US")} more`,y=({url:e,config:n})=>t=>{let r=encodeURIComponent(`is:issue is:open label:"${n.labels.task}"`).replaceAll("%20","+");return`and ${s(`${t.toLocaleString("en-US")} more`,`${e}/issues?q=${r}`)}`},b=(e,n)=>n===""?"":`<details><summary>${e}</summary>

${n}

</details>`;export{f as a,u as b,$ as c,x as d,S as e,a as f,y as g,b as h};
