var n=class extends Error{remedy;constructor(t,r,s){super(t,s),this.name="UserError",this.remedy=r}},e=class extends n{faults;constructor(t,r){super(`${t}
${r.map(({fault:s,remedy:o})=>`  - ${s}: ${o}`).join(`
`)}`,r.map(({remedy:s})=>s).join("; ")),this.name="UserErrors",this.faults=r}};export{n as a,e as b};
