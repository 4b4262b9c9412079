/**
 * Paths that scanners try and that clients send by mistake. Their use is to learn what a host answers to what it does
 * not have; an interface may have such a path all the same, and then shows it by being used.
 */
const extension =
  /\.(?:php\d?|aspx?|jspx?|cgi|cfm|pl|env|bak|backup|old|orig|save|swp|tmp|sql|zip|rar|7z|tar|gz|tgz|ini|conf|cfg|log|sh|exe|dll|git|svn|action|do)$/i;
const tools =
  /^(?:wp-[a-z-]+|wordpress|xmlrpc|phpmyadmin|pma|cgi-bin|boaform|hnap1|phpunit|owa|ecp|autodiscover|_ignition|telescope|jsonws|geoserver|solr|struts\d?|druid|sdk|server-status|server-info|phpinfo|webdav|vscode|nmaplowercheck\d*|jenkins|hudson|_profiler|console)$/i;
const files =
  /^(?:favicon\.ico|robots\.txt|ads\.txt|sitemap\.xml|security\.txt|crossdomain\.xml|humans\.txt)$/i;
const slips = /^(?:undefined|null|nan|%5bobject.*|\[object.*|%7b.*|:[a-z]\w*)$/i;

/** A value that a program put in for lack of one. */
export const isSlip = (segment: string): boolean => slips.test(segment);

export const isJunk = (path: string): boolean =>
  path
    .split('/')
    .some(
      (segment) =>
        (segment.startsWith('.') && segment !== '.well-known') ||
        segment.endsWith('~') ||
        segment.endsWith('%20') ||
        segment.length > 256 ||
        extension.test(segment) ||
        tools.test(segment) ||
        files.test(segment),
    );
