// <script src="…/embed.js" data-calendar="board" async></script> puts the schedule where it stands.
// Also: data-nguoi (a person), data-chi="hom-nay" (today only), data-mau="a" to "e", data-nen="sang" or "toi",
// data-truc="co", data-nghi="co", data-lang="en", data-title: /theo-doi writes the line. No cookie.
(function (script) {
  var data = script.dataset;
  var origin = new URL(script.src).origin;
  var frame = document.createElement('iframe');
  var query = ['nguoi', 'chi', 'mau', 'nen', 'truc', 'nghi', 'lang'].map(function (name) {
    return data[name] ? name + '=' + encodeURIComponent(data[name]) + '&' : '';
  });
  frame.title = data.title || (data.lang === 'en' ? 'Work schedule' : 'Lịch công tác');
  frame.loading = 'lazy';
  frame.style.cssText = 'width:100%;height:640px;border:0';
  frame.src = origin + '/embed/' + encodeURIComponent(data.calendar) + '?' + query.join('');
  addEventListener('message', function (event) {
    if (event.source === frame.contentWindow && event.origin === origin && event.data.lichCongTac > 0)
      frame.style.height = event.data.lichCongTac + 'px';
  });
  script.after(frame);
})(document.currentScript);
