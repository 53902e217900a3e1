import { handWritten } from './zz_ab.mjs';
import { launchBrowser } from './product.mjs';
import { createServer } from 'node:http';
const base=process.argv[2], N=Number(process.argv[3]??15);
const html=await (await fetch(base+'/lich/board/2026-W48')).text();
const cv='<style>@media screen and (max-width:48rem){.week tbody{content-visibility:auto;contain-intrinsic-size:auto 600px}}</style></head>';
const variants={
 full:html,
 dejavu:html.replace('local(Liberation Sans)','local(DejaVu Sans)'),
 nofallback:html.replace(/@font-face\{font-family:Lichct fallback[^}]*\}/,''),
 cv:html.replace('</head>',cv),
 cvdejavu:html.replace('local(Liberation Sans)','local(DejaVu Sans)').replace('</head>',cv),
 nohead:html.replace(/<header[\s\S]*?<\/header>/,''),
 notools:html.replace(/<div class="week-tools">[\s\S]*?<p class="fresh">/,'<div><p class="fresh">'),
};
const floor=await handWritten(base+'/data/board/2026-W48.json');
const server=createServer(async(req,res)=>{const name=req.url.slice(1);if(variants[name])return res.writeHead(200,{'Content-Type':'text/html; charset=utf-8'}).end(variants[name]);
 const r=await fetch(base+req.url);res.writeHead(r.status,{'Content-Type':r.headers.get('content-type')??''}).end(Buffer.from(await r.arrayBuffer()));}).listen(0,'127.0.0.1');await new Promise(r=>server.on('listening',r));
const at=`http://127.0.0.1:${server.address().port}/`;
const b=await launchBrowser();const out={};
for(let i=0;i<N;i++)for(const k of ['floor',...Object.keys(variants)]){
 const c=await b.newContext({viewport:{width:360,height:740}});const p=await c.newPage();const cdp=await c.newCDPSession(p);await cdp.send('Performance.enable',{timeDomain:'threadTicks'});
 await p.goto(k==='floor'?floor.url:at+k,{waitUntil:'load'});await p.evaluate(()=>new Promise(r=>requestAnimationFrame(()=>setTimeout(r))));
 const m=Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(x=>[x.name,x.value]));
 const o=(out[k]??={});for(const n of ['LayoutDuration','RecalcStyleDuration','ScriptDuration','TaskDuration'])(o[n]??=[]).push(m[n]*1000);o.nodes=m.Nodes;
 (o.fcp??=[]).push(await p.evaluate(()=>performance.getEntriesByName('first-contentful-paint')[0]?.startTime-performance.getEntriesByType('navigation')[0].responseStart));
 await c.close();}
await b.close();server.close();floor.server.close();
const q=a=>a.sort((x,y)=>x-y)[Math.floor(a.length*0.2)].toFixed(1);
for(const k in out)console.log(k.padEnd(12),'nodes',out[k].nodes,'layout',q(out[k].LayoutDuration),'style',q(out[k].RecalcStyleDuration),'script',q(out[k].ScriptDuration),'task',q(out[k].TaskDuration),'fcp',q(out[k].fcp));
