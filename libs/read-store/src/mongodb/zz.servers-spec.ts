import { MongoReadStore } from './mongo-read-store';
import { born, freshCollection } from '../../testing/examples';
import { sweepToMongo } from './find-to-mongo';
it('x', async () => {
  const store = MongoReadStore.open(process.env.READ_STORE_URL!);
  const people = await freshCollection(store, [['groupId']]);
  await store.write(people, Array.from({ length: 2500 }, (_, n) => born(`p${n}`, { siteId: 's1', groupId: 'yoga', n }, 5n)));
  const s = { siteId: 's1', field: 'groupId', equals: 'yoga', change: {gone:true}, position: 10n };
  console.log(sweepToMongo(people, s));
  const orig = store.write.bind(store);
  let n = 0;
  store.write = async (...a) => { const l = await orig(...a); console.log(a[1].length, l.length, a[1][0]); if (n++ > 6) throw new Error('enough'); return l; };
  console.time("w"); const docs = [...(await store.load(people, Array.from({length:1000},(_,i)=>`p${i}`))).values()]; console.timeEnd("w"); for (const k of [10,100,300]) { const t=Date.now(); const lost = await store.write(people, docs.slice(k,2*k).map((d)=>({...d, loaded:d.position, position: 6n}))); console.log(k, lost.length, Date.now()-t); }
  await store.close();
}, 60000);
