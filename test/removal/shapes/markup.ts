import { type Shape, shape } from '../support/shape.ts';

/** JSX. */
export const MARKUP: readonly Shape[] = [
  shape(
    'and',
    `
const Offer = () => <b>offer</b>;

export const run = () => (
  <div>
    <h1>Title</h1>
    {flags.isEnabled('my_flag') && <Offer />}
  </div>
);
`,
    `
const Offer = () => <b>offer</b>;

export const run = () => (
  <div>
    <h1>Title</h1>
    <Offer />
  </div>
);
`,
    `
export const run = () => (
  <div>
    <h1>Title</h1>
  </div>
);
`,
  ),
  shape(
    'ternary',
    `
export function run() {
  const isOn = flags.isEnabled('my_flag');
  return (
    <div>
      {isOn ? (
        <section>
          <b>new</b>
        </section>
      ) : (
        <i>old</i>
      )}
      <p>end</p>
    </div>
  );
}
`,
    `
export function run() {
  return (
    <div>
      <section>
        <b>new</b>
      </section>
      <p>end</p>
    </div>
  );
}
`,
    `
export function run() {
  return (
    <div>
      <i>old</i>
      <p>end</p>
    </div>
  );
}
`,
  ),
  shape(
    'returned',
    `
export function run() {
  return flags.isEnabled('my_flag') ? (
    <div>
      <b>new</b>
    </div>
  ) : (
    <i>old</i>
  );
}
`,
    `
export function run() {
  return (
    <div>
      <b>new</b>
    </div>
  );
}
`,
    `
export function run() {
  return (
    <i>old</i>
  );
}
`,
  ),
  shape(
    'attribute',
    `
export const run = () => <button disabled={!flags.isEnabled('my_flag')} title={flags.isEnabled('my_flag') ? 'new' : 'old'} />;
`,
    `
export const run = () => <button disabled={false} title={'new'} />;
`,
    `
export const run = () => <button disabled={true} title={'old'} />;
`,
  ),
  shape(
    'spread of attributes',
    `
export const run = () => <button {...(flags.isEnabled('my_flag') ? { id: 'a' } : {})} />;
`,
    `
export const run = () => <button {...{ id: 'a' }} />;
`,
    `
export const run = () => <button {...{}} />;
`,
  ),
  shape(
    'text',
    `
export const run = () => <p>{flags.isEnabled('my_flag') ? 'new' : 'old'}</p>;
`,
    `
export const run = () => <p>{'new'}</p>;
`,
    `
export const run = () => <p>{'old'}</p>;
`,
  ),
  shape(
    'not shown',
    `
export function run() {
  if (!flags.isEnabled('my_flag')) return null;
  return <b>offer</b>;
}
`,
    `
export function run() {
  return <b>offer</b>;
}
`,
    `
export function run() {
  return null;
}
`,
  ),
  shape(
    'component that is handed the flag',
    `
function Offer({ isOn, text }: { isOn: boolean; text: string }) {
  return isOn ? <b>{text}</b> : <i>{text}</i>;
}

export const run = () => <Offer isOn={flags.isEnabled('my_flag')} text="a" />;
`,
    `
function Offer({ isOn, text }: { isOn: boolean; text: string }) {
  return isOn ? <b>{text}</b> : <i>{text}</i>;
}

export const run = () => <Offer isOn={true} text="a" />;
`,
    `
function Offer({ isOn, text }: { isOn: boolean; text: string }) {
  return isOn ? <b>{text}</b> : <i>{text}</i>;
}

export const run = () => <Offer isOn={false} text="a" />;
`,
  ),
  shape(
    'list',
    `
export const run = () => (
  <ul>
    {['a', 'b'].map((one) => (
      <li>{flags.isEnabled('my_flag') ? <b>{one}</b> : one}</li>
    ))}
  </ul>
);
`,
    `
export const run = () => (
  <ul>
    {['a', 'b'].map((one) => (
      <li><b>{one}</b></li>
    ))}
  </ul>
);
`,
    `
export const run = () => (
  <ul>
    {['a', 'b'].map((one) => (
      <li>{one}</li>
    ))}
  </ul>
);
`,
  ),
];
