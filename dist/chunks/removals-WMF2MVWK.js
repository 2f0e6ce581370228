import{l as a}from"./chunk-ZPQ63LSX.js";import"./chunk-GWOKD4OC.js";import"./chunk-YKMDEQXI.js";import"./chunk-EMBIDUMY.js";var u=`
mutation DeleteLabel($input: DeleteLabelInput!) {
  deleteLabel(input: $input) { clientMutationId }
}`,l=`
mutation DeleteBranch($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;var f="0".repeat(40);async function L({client:e,repository:n},r,{name:t}){let s=(await a(e,n).labels([t])).labels.get(t)??null;if(s===null)return{kind:"refused",reason:`there is no label ${t}`,gone:!0};let i=await r.spaced(()=>e.mutate(u,{input:{id:s}}));return r.resultOf(i,"delete labels",d("deleteLabel"))}async function y({client:e,repository:n},r,{branch:t,expected:s}){let{repository:i}=await a(e,n).labels([]),p={name:`refs/heads/${t}`,beforeOid:s,afterOid:f,force:!0},c={repositoryId:i,refUpdates:[p]},o=await r.spaced(()=>e.mutate(l,{input:c}));return o.kind==="refused"&&o.type==="NOT_FOUND"&&/ref/i.test(o.message)?{kind:"refused",reason:`there is no branch ${t}`,gone:!0}:r.resultOf(o,"delete the state branch",d("updateRefs"),"contents: write")}var d=e=>n=>n[e]?!0:null;export{y as deleteBranch,L as deleteLabel};
