import {
  connect,
  constants,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type Http2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { duplexPair, type Duplex } from 'node:stream';

const END_STREAM = 1; // a frame's flag (RFC 9113, section 6.2)

/**
 * Within TLS browsers and clients of gRPC both speak HTTP/2, and a connection of either looks alike; grpc-js takes whole
 * connections only. So a stream of gRPC is passed on to it over a connection within the process, one for each from outside.
 */
export function passOnGrpc(
  take: (socket: Duplex) => void,
): (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void {
  const onwards = new WeakMap<Http2Session, ClientHttp2Session>();

  const onwardOf = (session: Http2Session): ClientHttp2Session => {
    const known = onwards.get(session);
    if (known && !known.closed && !known.destroyed) return known;
    const [ours, theirs] = duplexPair();
    take(theirs);
    const onward = connect('http://within', { createConnection: () => ours });
    onward.on('error', () => onward.destroy());
    session.on('close', () => onward.destroy());
    onwards.set(session, onward);
    return onward;
  };

  return (stream, headers) => {
    const onward = onwardOf(stream.session!).request(headers, { endStream: false });
    let trailers = {};
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    onward.on('trailers', (sent) => (trailers = sent));
    onward.on('response', (answer, flags) => {
      if (stream.destroyed) return;
      // Refusals are all in one frame, without trailers.
      const isAll = (flags & END_STREAM) !== 0;
      stream.respond(answer, isAll ? { endStream: true } : { waitForTrailers: true });
      if (!isAll) onward.pipe(stream);
    });
    stream.pipe(onward);
    stream.on('error', () => {}); // 'close' follows
    stream.on('close', () => {
      if (!onward.destroyed) onward.close(stream.rstCode || constants.NGHTTP2_CANCEL);
    });
    onward.on('error', () => {});
    onward.on('close', () => {
      if (onward.rstCode && !stream.destroyed) stream.close(onward.rstCode);
    });
  };
}
