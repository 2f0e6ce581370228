import{b as g,c as I,e as $}from"./chunk-GWOKD4OC.js";var C=`
mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id number updatedAt } }
}`,S=`
mutation UpdateIssue($input: UpdateIssueInput!) {
  updateIssue(input: $input) {
    issue { id number updatedAt userContentEdits(first: 2) { nodes { id editor { __typename login } } } }
  }
}`,v=`
mutation SetLabels(
  $remove: RemoveLabelsFromLabelableInput!, $add: AddLabelsToLabelableInput!,
  $removes: Boolean!, $adds: Boolean!
) {
  removed: removeLabelsFromLabelable(input: $remove) @include(if: $removes) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
  added: addLabelsToLabelable(input: $add) @include(if: $adds) {
    issue: labelable { ... on Issue { id number updatedAt } ... on PullRequest { id number updatedAt } }
  }
}`,U=`
mutation CloseIssue(
  $body: UpdateIssueInput!, $close: CloseIssueInput!,
  $remove: RemoveLabelsFromLabelableInput!, $add: AddLabelsToLabelableInput!, $removes: Boolean!, $adds: Boolean!
) {
  updateIssue(input: $body) { issue { id number updatedAt } }
  removed: removeLabelsFromLabelable(input: $remove) @include(if: $removes) {
    issue: labelable { ... on Issue { id number updatedAt } }
  }
  added: addLabelsToLabelable(input: $add) @include(if: $adds) {
    issue: labelable { ... on Issue { id number updatedAt } }
  }
  closeIssue(input: $close) { issue { id number updatedAt } }
}`,w=`
mutation ReopenIssue($input: ReopenIssueInput!) {
  reopenIssue(input: $input) { issue { id number updatedAt } }
}`,N=`
mutation PinIssue($input: PinIssueInput!) {
  pinIssue(input: $input) { issue { id number updatedAt } }
}`,P=`
mutation UnpinIssue($input: UnpinIssueInput!) {
  unpinIssue(input: $input) { issue { id number updatedAt } }
}`,h=`
mutation LinkIssue($input: AddBlockedByInput!) {
  addBlockedBy(input: $input) { issue { number updatedAt } blockingIssue { number updatedAt } }
}`,R=`
mutation LinkChild($input: AddSubIssueInput!) {
  addSubIssue(input: $input) { issue { number updatedAt } subIssue { number updatedAt } }
}`,_=`
mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    commentEdge { node { id } }
    subject { ... on Issue { number updatedAt } ... on PullRequest { number updatedAt } }
  }
}`,x={issue:`
mutation UpdateIssueComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: issue { number updatedAt } } }
}`,pull:`
mutation UpdatePullComment($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { issueComment { id place: pullRequest { number updatedAt } } }
}`},E="... on Issue { id } ... on PullRequest { id }";function A(u,l){let i=Array.from({length:l},(t,d)=>d);return`
query Ids($owner: String!, $name: String!${i.map(t=>`, $l${t}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    id
    ${u.map(t=>`i${t}: issueOrPullRequest(number: ${t}) { ${E} }`).join(`
    `)}
    ${i.map(t=>`l${t}: label(name: $l${t}) { id }`).join(`
    `)}
  }
}`}function q(u,l){let i=new Map,t=new Map,d=null,c=async(e,n)=>{let r=Object.fromEntries(n.map((s,a)=>[`l${a}`,s])),o=await u.query(A(e,n.length),{...l,...r}),p=o.kind==="answered"||o.kind==="partial"?o.data.repository:null,f=o.kind==="partial"?o.faults:[],L=f.every(s=>s.type==="NOT_FOUND"&&s.path.length===2),b={repository:$(l),doing:"read issues",permission:"issues: read"};if(o.kind!=="answered"&&(!p||!L))throw g(o,b);if(!p?.id)throw I(b);d=p.id;for(let s of e){let a=y(p[`i${s}`]);if(a!==null)i.set(s,a);else if(!f.some(({path:m})=>m[1]===`i${s}`))throw I(b)}n.forEach((s,a)=>{let m=y(p[`l${a}`]);m!==null&&t.set(s,m)})};return{async issue(e){return!Number.isSafeInteger(e)||e<1?null:(i.has(e)||await c([e],[]),i.get(e)??null)},async labels(e){let n=e.filter(r=>!t.has(r));if((d===null||n.length>0)&&await c([],n),d===null)throw new Error(`the id of ${$(l)} is not known`);return{repository:d,labels:new Map(e.map(r=>[r,t.get(r)??null]))}},rememberIssue:(e,n)=>{i.set(e,n)},rememberLabel:(e,n)=>{t.set(e,n)}}}var y=u=>u!==null&&typeof u=="object"?u.id:null;export{C as a,S as b,v as c,U as d,w as e,N as f,P as g,h,R as i,_ as j,x as k,q as l};
