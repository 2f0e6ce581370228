var e={proposals:[],comments:[],secrets:[],learned:()=>[]};export{e as a};
