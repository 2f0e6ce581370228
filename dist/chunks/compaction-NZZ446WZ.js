import{c as u,e as p,f as m,g as y}from"./chunk-GRNAPG2F.js";import"./chunk-EMBIDUMY.js";var g=`
query LedgerDays($owner: String!, $name: String!, $place: String!) {
  repository(owner: $owner, name: $name) {
    events: object(expression: $place) {
      ... on Tree { entries { name object { ... on Tree { entries { name object { ... on Tree { entries { name } } } } } } } }
    }
  }
}`;var v=3e5;function F(r,n){let e=[],o={additions:{},deletions:[],left:[]};for(let s of E(r)){let[{day:l,sequence:c}]=s,d=s.map(f=>S(f,n.get(f.path)??null)),t=d.every(f=>f!==null);(t?o.deletions:o.left).push(...s.map(({path:f})=>f));let i=t?d.join(""):"",a=e.at(-1);a?.isWhole&&t&&a.day===l&&Buffer.byteLength(a.text+i)<=v?(a.text+=i,a.last=c):e.push({day:l,first:c,last:c,text:i,isWhole:t})}for(let{day:s,first:l,last:c,text:d}of e)o.additions[p(s,l,c)]=d;return o}function E(r){let n=[];for(let e of r){let o=n.at(-1);o?.[0].day===e.day&&o[0].sequence===e.sequence?o.push(e):n.push([e])}return n}function S({sequence:r},n){let e=y(n);return!n||!e||e.length===0||e.some(o=>o.sequence!==r)?null:n.endsWith(`
`)?n:`${n}
`}var x=20,w=4,h=200;async function D(r,n){let e={additions:{},deletions:[],left:[]},o=$(await n.folders(g)).filter(l=>l<r);if(o.length===0)return e;let s=M(await n.eventFiles(o.slice(0,x)));return s.length===0?e:F(s,await n.texts(s.map(({path:l})=>l)))}function $(r){let n=e=>e?.entries??[];return n(r).flatMap(e=>n(e.object).flatMap(o=>n(o.object).map(s=>`${e.name}-${o.name}-${s.name}`))).filter(e=>/^\d{4}-\d{2}-\d{2}$/.test(e)).sort()}function M(r){let n=r.flatMap(t=>m(t)??[]),e=({day:t,sequence:i})=>n.some(a=>a.day===t&&a.first<=i&&i<=a.last),o=r.flatMap(t=>u(t)??[]).filter(t=>!e(t)).sort((t,i)=>t.day===i.day?t.sequence-i.sequence:t.day<i.day?-1:1),s=new Set([...new Set(o.map(({day:t})=>t))].slice(0,w)),l=o.filter(({day:t})=>s.has(t)),c=l[h],d=({day:t,sequence:i})=>t===c?.day&&i===c.sequence;return l.slice(0,h).filter(t=>!d(t))}export{D as compact};
