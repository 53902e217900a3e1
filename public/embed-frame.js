// On the embedded page: tells the page around it how tall this one is, whenever that changes.
(function () {
  var last = 0;
  function tell() {
    var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== last) parent.postMessage({ lichCongTac: (last = height) }, '*');
  }
  tell();
  if (window.ResizeObserver) new ResizeObserver(tell).observe(document.documentElement);
  else addEventListener('resize', tell);
  addEventListener('load', tell);
})();
