/** As much of undici 7 as is used, by its deep path: the index of the package costs three times as much to load. */
declare module 'undici/lib/dispatcher/client.js' {
  interface Controller {
    abort(reason: Error): void;
    pause(): void;
    resume(): void;
  }

  interface Handler {
    onRequestStart(controller: Controller): void;
    onResponseStart(
      controller: Controller,
      status: number,
      headers: Readonly<Record<string, string | string[] | undefined>>,
    ): void;
    onResponseData(controller: Controller, chunk: Buffer): void;
    onResponseEnd(): void;
    onResponseError(controller: Controller | undefined, error: Error): void;
  }

  type Connected = (error: Error | null, socket?: import('node:net').Socket) => void;

  class Client {
    constructor(
      origin: string,
      options: {
        readonly connect: (options: unknown, connected: Connected) => void;
      },
    );
    dispatch(
      request: {
        readonly method: string;
        readonly path: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body?: string;
        readonly headersTimeout: number;
        readonly bodyTimeout: number;
      },
      handler: Handler,
    ): boolean;
    destroy(): Promise<void>;
  }

  export { Client as default, type Connected, type Controller, type Handler };
}
