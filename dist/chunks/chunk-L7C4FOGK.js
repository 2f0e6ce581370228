var e=["critical","high","medium","low"],n={at:"1970-01-01T00:00:00.000Z",home:"",runs:null,pulls:null,issues:null,dependencyAlerts:null,codeAlerts:null};export{e as a,n as b};
