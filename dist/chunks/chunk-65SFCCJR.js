var s=/^[A-Za-z0-9][\w.-]{0,99}$/;var r=({labelled:e},n,t)=>t.includes(e.findLast(({label:o})=>o===n)?.by??""),i=(e,n)=>`**Taken back** on ${n.slice(0,10)}: the run that opened this was undone, and nobody had touched it since. Reopen it to keep it.

${e}`,a="**Taken back.** The run that wrote this was undone: what stood here counts no more. It can still be read in the edits of this comment.";export{s as a,r as b,i as c,a as d};
