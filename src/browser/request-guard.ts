import type { CDPSession } from 'puppeteer-core';
import type { PageError } from '../page/protocol.js';

/** Addresses that need no request, or none that leaves the page. */
const LOCAL_SCHEME = /^(data|blob|about):/i;
/** Blocked addresses that are kept for the report; a page can make a million. */
const MAX_RECORDED = 100;

/** What a page asked for and did not get. */
export interface RequestGuard {
  /** Takes what was recorded since the last call: blocked addresses and files that are not there. */
  drain(): PageError[];
}

/** A document that is answered here instead of by the file server. */
export interface OwnDocument {
  readonly url: string;
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/**
 * Lets a page load the files of its composition and nothing else: the network, other local servers, `file:` and
 * everything unknown is refused and recorded. Refusals are answered before a connection is made.
 * @param baseUrl of the composition's file server.
 * @param ownDocumentAt what is answered here for an address; null: nothing.
 */
export async function guardRequests(
  cdp: CDPSession,
  baseUrl: string,
  ownDocumentAt: (url: string) => OwnDocument | null,
): Promise<RequestGuard> {
  let recorded: PageError[] = [];
  const record = (message: string, where: string) => {
    if (recorded.length < MAX_RECORDED) recorded.push({ kind: 'resource', message, where });
  };
  const isInside = (url: string) => url.startsWith(baseUrl) || LOCAL_SCHEME.test(url);
  cdp.on('Fetch.requestPaused', ({ requestId, request, resourceType }) => {
    const ownDocument = ownDocumentAt(request.url);
    if (ownDocument !== null) {
      cdp.send('Fetch.fulfillRequest', { requestId, ...answerWith(ownDocument) }).catch(() => undefined);
      return;
    }
    const inside = isInside(request.url);
    // Chrome never plays media: what an element shows is put there frame by frame, what it sounds like is mixed.
    const allowed = inside && resourceType !== 'Media';
    if (!inside) record('is not part of the composition; renders have no network', request.url.slice(0, 300));
    const answer = allowed
      ? cdp.send('Fetch.continueRequest', { requestId })
      : cdp.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    // The page may have gone meanwhile, and its request with it.
    answer.catch(() => undefined);
  });
  cdp.on('Network.responseReceived', ({ response }) => {
    const path = relative(response.url, baseUrl);
    if (response.status >= 400 && path !== 'favicon.ico') {
      record(`is not among the files of the composition (${response.status})`, path);
    }
  });
  // What the file server's policy stopped before it became a request: sockets and foreign scripts.
  cdp.on('Audits.issueAdded', ({ issue }) => {
    const url = issue.details.contentSecurityPolicyIssueDetails?.blockedURL;
    // A policy of the page's own may forbid what belongs to it, too: that is between the page and itself.
    if (url !== undefined && !isInside(url))
      record('is not part of the composition; renders have no network', url.slice(0, 300));
  });
  await cdp.send('Audits.enable');
  await cdp.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
  return {
    drain() {
      const taken = recorded;
      recorded = [];
      return taken;
    },
  };
}

function answerWith({ html, contentSecurityPolicy }: OwnDocument) {
  const responseHeaders = [
    { name: 'content-type', value: 'text/html; charset=utf-8' },
    { name: 'content-security-policy', value: contentSecurityPolicy },
  ];
  return { responseCode: 200, responseHeaders, body: Buffer.from(html).toString('base64') };
}

function relative(url: string, baseUrl: string): string {
  if (!url.startsWith(baseUrl)) return url;
  const path = url.slice(baseUrl.length);
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone "%", as in "100%.png": shown as it stands.
    return path;
  }
}
