import { useEffect, useState } from 'react';

const QUIET_MS = 900;

/** Says it to who hears the page, once the hands rest: not at every key. Its place stands before it speaks. */
export function Spoken({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="visuallyHidden" role="status">
      {said}
    </p>
  );
}
