declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its requests are logged at debug only, because there are thousands a second of them. */
    quiet?: boolean;
  }
}

export {};
