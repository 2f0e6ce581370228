import{a as n}from"./chunk-3TVC2G6B.js";var a=["open-issue","open-dashboard","open-health","post-comment"],p={act:12e4,lateEffect:12e4,listingLag:6e4,skew:6e4,expiry:6e5,lossWait:6e5};function c({kind:t,subject:e,content:r,epoch:i,occurrence:o}){return n(`${t}
${e}
${r}
${i}
${o}`,24)}function m(t,e){return new Date(Date.parse(t)+e).toISOString()}var g=({kind:t,comment:e})=>t==="open-issue"||t==="post-comment"&&e?.purpose==="criteria",l=(t,e)=>Date.parse(e)>=Date.parse(t.expires);export{a,p as b,c,m as d,g as e,l as f};
