// Shows what this office's server pushes to this device (docs/decisions/0079). It answers no requests of pages.
self.addEventListener('push', (event) => {
  const { title, body, tag, href } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang: 'vi', data: { href } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { href } = new URL(event.notification.data.href, self.location.origin);
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find(({ url }) => url === href);
      return open ? open.focus() : self.clients.openWindow(href);
    }),
  );
});
