// Settings of the server, checked at start. Owned by the configuration; features read it from their space.
export type Config = {
  readonly dataFolder: string;
  readonly profile: 'guard' | 'csirt' | 'platform' | 'demo';
  readonly host: string;
  readonly port: number;
  /** Address people open, such as https://ops.example; links in mails begin with it. */
  readonly publicUrl: string;
  /** Proxies in front whose forwarded headers are believed; 0 believes none. */
  readonly proxyHops: number;
  readonly smtp:
    | {
        readonly host: string;
        readonly port: number;
        readonly secure: boolean;
        readonly user?: string;
        readonly password?: string;
        readonly from: string;
      }
    | undefined;
};
