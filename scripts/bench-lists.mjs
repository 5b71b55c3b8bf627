// What the lists of a large company cost over HTTP. Used by scripts/bench.mjs.

// Lists as they are opened, sorted, narrowed, searched and turned over, each as often as the others.
const LISTS = {
  advocates: [
    '', '?sort=name', '?sort=fatigue', '?sort=calls&dir=down', '?sort=last_call&dir=down', '?status=can_be_asked&support=healthy',
    '?industry=finance&language=en', '?product=Close&region=Nordics&sort=name', '?q=close', '?q=ada+ash', 'next',
  ],
  organisations: ['', '?sort=employees', '?sort=advocates', '?industry=finance&country=DE', '?relation=customer', '?q=cedar', 'next'],
  opportunities: ['?view=all', '?view=all&sort=amount&dir=down', '?view=all&needs=yes', '?view=all&close=90', '?view=all&q=bank', 'next'],
  requests: ['', '?tab=done', '?tab=all'],
  nominations: ['', '?state=open', '?sort=customer', '?state=approved&sort=name', '?q=controller', 'next'],
  evidence: ['', '?kind=quote', '?state=approved&language=en', '?sort=customer', '?q=close', 'next'],
};
const SEARCHED = ['an', 'cedar', 'ada ashby', 'deal 19'];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The first page after a start says that the lists are being read: how soon it says so, and how soon they are there. */
export async function firstPage(reader, { get, report }) {
  const begun = performance.now();
  let answer = await get('/advocates', { cookie: reader });
  if (answer.status === 503) report('lists/advocates/told', answer.ms, 'ms until the page says that the lists are read');
  while (answer.status === 503) {
    await pause(100);
    answer = await get('/advocates', { cookie: reader });
  }
  if (answer.status !== 200) throw new Error(`/advocates answered ${answer.status} at first`);
  report('lists/advocates/first', performance.now() - begun, 'ms after a start');
}

/** The address of the second page of a list, as its pager links to it. */
async function secondPage(path, cookie, { text, attribute }) {
  const link = (await text(path, { cookie })).match(/<a\b[^>]*>/g).map((tag) => attribute(tag, 'href'))
    .find((href) => href && new RegExp(`^${path}\\?(.*&)?after=`).test(href));
  if (!link) throw new Error(`${path} has no second page`);
  return link;
}

/** Every list, the search and the first page. A list that is searched is held to the bar of the search. */
export async function lists(reader, company, bench) {
  const { load, percentile, report, say } = bench;
  const hold = (name, times, bar) => {
    const value = percentile(times, 0.95);
    report(name, value, 'ms', { bar: `<= ${bar} ms (company of ${company})`, met: value <= bar });
  };
  for (const [list, queries] of Object.entries(LISTS)) {
    const [turned, found] = [[], []];
    for (const query of queries) {
      const path = query === 'next' ? await secondPage(`/${list}`, reader, bench) : `/${list}${query}`;
      const times = await load(path, reader, { warm: 5, count: 60, lanes: 2 });
      say(`  ${path.slice(0, 70)}: p95 ${percentile(times, 0.95).toFixed(1)} ms`);
      (/[?&]q=/.test(path) ? found : turned).push(...times);
    }
    hold(`lists/${list}/p95`, turned, 100);
    if (found.length) hold(`lists/${list}/search/p95`, found, 300);
  }
  const searched = [];
  for (const words of SEARCHED) {
    searched.push(...(await load(`/search?q=${encodeURIComponent(words)}`, reader, { warm: 5, count: 60, lanes: 2 })));
  }
  hold('search/p95', searched, 300);
  hold('home/p95', await load('/', reader, { warm: 5, count: 60, lanes: 2 }), 100);
}
