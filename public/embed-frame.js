// On the embedded page: tells the page around it how tall this one is whenever that changes. While somebody sees it, it asks
// every half minute whether there is anything newer, and at once when they or the network come back.
(function () {
  var tag = JSON.parse(document.getElementById('page-data').textContent).tag;
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
  function ask() {
    if (document.visibilityState !== 'visible') return;
    var waiting = new AbortController();
    setTimeout(function () {
      waiting.abort(); // swallowed by a network that is none
    }, 10000);
    fetch(location.href, {
      headers: { 'If-None-Match': '"' + tag + '"' },
      cache: 'no-store',
      signal: waiting.signal,
    }).then(
      function (response) {
        if (response.status === 200) location.reload();
      },
      function () {}, // no network: what is shown stays
    );
  }
  setInterval(ask, 30000);
  document.addEventListener('visibilitychange', ask);
  addEventListener('online', ask);
})();
