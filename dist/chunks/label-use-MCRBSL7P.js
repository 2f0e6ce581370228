import{b as d,c as u,e as f}from"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var b=40;async function E(s,r,e){let o={repository:f(r),doing:"read labels",permission:"issues: read"},m=[];for(let n=0;n<e.length;n+=b){let l=e.slice(n,n+b),g=Object.fromEntries(l.map((p,a)=>[`l${a}`,p])),i=await s.query(h(l.length),{...r,...g});if(i.kind!=="answered")throw d(i,o);let c=i.data.repository;if(!c)throw u(o);l.forEach((p,a)=>{let t=c[`l${a}`];if(!t)return;if(!t.issues||!t.pullRequests)throw u(o);let{name:y,color:$,description:w}=t,L=t.issues.totalCount+t.pullRequests.totalCount;m.push({name:y,color:$,description:w??"",carriers:L})})}return m}function h(s){let r=Array.from({length:s},(e,o)=>o);return`
query Labels($owner: String!, $name: String!${r.map(e=>`, $l${e}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    ${r.map(e=>`l${e}: label(name: $l${e}) { ...Use }`).join(`
    `)}
  }
}
fragment Use on Label {
  name color description
  issues(first: 1) { totalCount }
  pullRequests(first: 1) { totalCount }
}`}export{E as readLabelUse};
