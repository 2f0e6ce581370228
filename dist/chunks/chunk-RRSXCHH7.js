var e={proposals:[],comments:[],secrets:[],eventsOn:()=>({events:[],refused:[]}),learned:()=>[]};export{e as a};
