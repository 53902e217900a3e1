/**
 * The push services of browsers: Google's (Chrome and most others), Mozilla's, Apple's, Microsoft's. An endpoint is an
 * address that a browser names and the server posts to. Any other is refused, by the rules in the same words and again
 * before each post: nobody makes the server knock at machines of the office's own network.
 */
export const PUSH_ENDPOINT =
  /^https:\/\/(fcm\.googleapis\.com|([a-z0-9-]+\.)+(push\.services\.mozilla\.com|push\.apple\.com|notify\.windows\.com))\/[A-Za-z0-9_.~%:/?=&+-]{1,1000}$/;
