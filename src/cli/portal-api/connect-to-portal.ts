import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSettings } from '#kit/config/read-settings.ts';
import { optional, text, url } from '#kit/config/setting-kinds.ts';
import { Fault } from '#kit/errors/fault.ts';
import { PortalApi } from './portal-api.ts';

const settings = {
  PORTAL_URL: url(['http:', 'https:'], 'http://127.0.0.1:4000'),
  TRIALGATE_DATA: text('.trialgate'),
  TRIALGATE_TOKEN: optional(text()),
};

const TOKEN = /^[\x21-\x7e]+$/;

/** The portal at PORTAL_URL. @throws {ConfigurationInvalid | Fault} with a sentence that says where a token comes from. */
export async function connectToPortal(environment: NodeJS.ProcessEnv): Promise<PortalApi> {
  const { url, token } = await readPortalAccess(environment);
  return new PortalApi(url, token);
}

/**
 * Where the portal is, and the token of who speaks: TRIALGATE_TOKEN, else the file `token` of TRIALGATE_DATA.
 * @throws {ConfigurationInvalid | Fault} with a sentence that says where a token comes from.
 */
export async function readPortalAccess(environment: NodeJS.ProcessEnv): Promise<{ url: string; token: string }> {
  const { PORTAL_URL, TRIALGATE_DATA, TRIALGATE_TOKEN } = readSettings(settings, environment);
  const path = join(TRIALGATE_DATA, 'token');
  const token = (TRIALGATE_TOKEN ?? (await readToken(path))).trim();
  if (!TOKEN.test(token)) {
    const place = TRIALGATE_TOKEN === undefined ? `The file ${path}` : 'TRIALGATE_TOKEN';
    throw new Fault('token_missing', `${place} holds no token: it must be one line such as tg_….`);
  }
  return { url: PORTAL_URL, token };
}

async function readToken(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const sources = '"npm start" leaves one there, "trialgate portal create-admin" makes the first one';
    throw new Fault('token_missing', `No token: set TRIALGATE_TOKEN, or put one into ${path} (${sources}).`, { cause });
  }
}
