// On the embedded page: tells the page around it how tall this one is whenever that changes. While somebody sees it, it asks
// every half minute whether there is anything newer, and at once when they or the network come back. Where it cannot ask, it says
// so above the schedule, as the whole page does (src/features/read-week).
(function () {
  var data = JSON.parse(document.getElementById('page-data').textContent);
  var status = document.querySelector('.page-status'); // none where there is no schedule
  var askedAt = Date.now();
  var last = 0;
  function tell() {
    var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== last) parent.postMessage({ lichCongTac: (last = height) }, '*');
  }
  tell();
  if (window.ResizeObserver) new ResizeObserver(tell).observe(document.documentElement);
  else addEventListener('resize', tell);
  addEventListener('load', tell);
  if (document.documentElement.classList.contains('scripted')) return; // one without a server: it asks by itself
  function local(at) {
    return new Date(at + 25200000).toISOString(); // Vietnam's time, 7 hours ahead all year
  }
  function say(text) {
    if (status && status.textContent !== text) status.textContent = text;
  }
  function saySince() {
    if (!status) return;
    var at = local(askedAt);
    var day = at.slice(0, 10) === local(Date.now()).slice(0, 10) ? '' : ', ' + at.slice(8, 10) + '/' + at.slice(5, 7);
    say(data.words.stale + ' ' + at.slice(11, 16) + day + '. ' + data.words.staleRest);
  }
  function heard() {
    askedAt = Date.now();
    say('');
  }
  // What came takes the place of what stands: loading it anew would show the browser's own error where the network dies meanwhile.
  function show(html) {
    var next = new DOMParser().parseFromString(html, 'text/html');
    var about = next.getElementById('page-data');
    if (!about) return; // the answer of a network that wants a sign-in first, and none of ours
    if (styles(next) !== styles(document)) return location.reload(); // the site was updated
    data = JSON.parse(about.textContent);
    document.title = next.title;
    document.documentElement.className = next.documentElement.className;
    document.body.replaceWith(next.body);
    status = document.querySelector('.page-status');
    heard();
  }
  function styles(page) {
    return [].map
      .call(page.querySelectorAll('style'), function (style) {
        return style.textContent;
      })
      .join();
  }
  function ask() {
    if (status) document.documentElement.classList.toggle('day-over', local(Date.now()).slice(0, 10) !== data.today);
    if (document.visibilityState !== 'visible') return;
    var waiting = new AbortController();
    setTimeout(function () {
      waiting.abort(); // swallowed by a network that is none
    }, 10000);
    fetch(location.href, {
      headers: { 'If-None-Match': '"' + data.tag + '"' },
      cache: 'no-store',
      signal: waiting.signal,
    })
      .then(
        function (response) {
          if (response.status === 200) return response.text().then(show);
          if (response.status === 304) heard();
        },
        function () {}, // no network: what is shown stays
      )
      .then(function () {
        if (Date.now() - askedAt > 150000) saySince();
      });
  }
  setInterval(ask, 30000);
  document.addEventListener('visibilitychange', ask);
  addEventListener('online', ask);
  addEventListener('offline', saySince);
})();
