import { type Shape, shape } from '../support/shape.ts';

/** Classes that keep the flag, or decide by it. */
export const CLASSES: readonly Shape[] = [
  shape(
    'private field',
    `
class Page {
  readonly #isOn = flags.isEnabled('my_flag');

  show() {
    return this.#isOn ? say('new') : say('old');
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return say('new');
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return say('old');
  }
}

export const run = () => new Page().show();
`,
  ),
  shape(
    'field set in the constructor',
    `
class Page {
  readonly #isOn: boolean;
  readonly #size: number;

  constructor(size: number) {
    this.#isOn = flags.isEnabled('my_flag');
    this.#size = size;
  }

  show() {
    if (this.#isOn) return say(this.#size);
    return say('old');
  }
}

export const run = () => new Page(2).show();
`,
    `
class Page {
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  show() {
    return say(this.#size);
  }
}

export const run = () => new Page(2).show();
`,
    `
class Page {

  constructor(_size: number) {
  }

  show() {
    return say('old');
  }
}

export const run = () => new Page(2).show();
`,
  ),
  shape(
    'private method',
    `
class Page {
  show() {
    return this.#isOn() ? this.#fresh() : this.#old();
  }

  #isOn() {
    return flags.isEnabled('my_flag');
  }

  #fresh() {
    return say('new');
  }

  #old() {
    return say('old');
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return this.#fresh();
  }

  #fresh() {
    return say('new');
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return this.#old();
  }

  #old() {
    return say('old');
  }
}

export const run = () => new Page().show();
`,
  ),
  shape(
    'getter',
    `
class Page {
  private get isOn() {
    return flags.isEnabled('my_flag');
  }

  show() {
    return this.isOn ? 'new' : 'old';
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return 'new';
  }
}

export const run = () => new Page().show();
`,
    `
class Page {
  show() {
    return 'old';
  }
}

export const run = () => new Page().show();
`,
  ),
  shape(
    'public method that another class may have of its own',
    `
class Page {
  isOn() {
    return flags.isEnabled('my_flag');
  }
  show() {
    return this.isOn() ? 'new' : 'old';
  }
}
class Other extends Page {
  override isOn() {
    return false;
  }
}

export const run = () => [new Page().show(), new Other().show()];
`,
    `
class Page {
  isOn() {
    return true;
  }
  show() {
    return this.isOn() ? 'new' : 'old';
  }
}
class Other extends Page {
  override isOn() {
    return false;
  }
}

export const run = () => [new Page().show(), new Other().show()];
`,
    `
class Page {
  isOn() {
    return false;
  }
  show() {
    return this.isOn() ? 'new' : 'old';
  }
}
class Other extends Page {
  override isOn() {
    return false;
  }
}

export const run = () => [new Page().show(), new Other().show()];
`,
  ),
  shape(
    'client that only the flag needed',
    `
class Page {
  readonly #flags: typeof flags;
  readonly #size: number;

  constructor(size: number, given: typeof flags) {
    this.#size = size;
    this.#flags = given;
  }

  show() {
    return this.#flags.isEnabled('my_flag') ? this.#size : 0;
  }
}

export const run = () => new Page(2, flags).show();
`,
    `
class Page {
  readonly #size: number;

  constructor(size: number, _given: typeof flags) {
    this.#size = size;
  }

  show() {
    return this.#size;
  }
}

export const run = () => new Page(2, flags).show();
`,
    `
class Page {

  constructor(_size: number, _given: typeof flags) {
  }

  show() {
    return 0;
  }
}

export const run = () => new Page(2, flags).show();
`,
  ),
  shape(
    'public method that nobody else can stand in for',
    `
import { Page } from './page';

const page = new Page(2);
export const run = () => [page.isOn() ? say('new') : say('old'), page.show()];
// file: page.ts
export class Page {
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  isOn() {
    return flags.isEnabled('my_flag', { size: this.#size });
  }

  show() {
    return this.isOn() ? say(this.#size) : say('old');
  }
}
`,
    `
import { Page } from './page';

const page = new Page(2);
export const run = () => [say('new'), page.show()];
// file: page.ts
export class Page {
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  isOn() {
    return true;
  }

  show() {
    return say(this.#size);
  }
}
`,
    `
import { Page } from './page';

const page = new Page(2);
export const run = () => [say('old'), page.show()];
// file: page.ts
export class Page {
  constructor(_size: number) {}

  isOn() {
    return false;
  }

  show() {
    return say('old');
  }
}
`,
  ),
  shape(
    'public method that is replaced',
    `
class Page {
  readonly #size = 2;

  isOn() {
    return flags.isEnabled('my_flag');
  }

  show() {
    return this.isOn() ? say(this.#size) : say('old');
  }
}

export const run = () => {
  const page = new Page();
  page.isOn = () => false;
  return page.show();
};
`,
    `
class Page {
  readonly #size = 2;

  isOn() {
    return true;
  }

  show() {
    return this.isOn() ? say(this.#size) : say('old');
  }
}

export const run = () => {
  const page = new Page();
  page.isOn = () => false;
  return page.show();
};
`,
    `
class Page {
  readonly #size = 2;

  isOn() {
    return false;
  }

  show() {
    return this.isOn() ? say(this.#size) : say('old');
  }
}

export const run = () => {
  const page = new Page();
  page.isOn = () => false;
  return page.show();
};
`,
  ),
  shape(
    'public method of which another object has one too',
    `
class Page {
  readonly #size = 2;

  isOn() {
    return flags.isEnabled('my_flag');
  }

  show() {
    return this.#size;
  }
}

const show = (page: Pick<Page, 'isOn'>) => (page.isOn() ? say('new') : say('old'));

export const run = () => [show(new Page()), show({ isOn: () => false }), new Page().show()];
`,
    `
class Page {
  readonly #size = 2;

  isOn() {
    return true;
  }

  show() {
    return this.#size;
  }
}

const show = (page: Pick<Page, 'isOn'>) => (page.isOn() ? say('new') : say('old'));

export const run = () => [show(new Page()), show({ isOn: () => false }), new Page().show()];
`,
    `
class Page {
  readonly #size = 2;

  isOn() {
    return false;
  }

  show() {
    return this.#size;
  }
}

const show = (page: Pick<Page, 'isOn'>) => (page.isOn() ? say('new') : say('old'));

export const run = () => [show(new Page()), show({ isOn: () => false }), new Page().show()];
`,
  ),
];
