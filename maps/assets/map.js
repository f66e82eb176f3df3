// Joins map, layers and program. The program sends JSON text over the web channel: look, view, change, go.
'use strict';

ioc.start = function (map, outlines) {
    const points = new ioc.Points(), labels = new ioc.Labels();
    const canvas = L.canvas({padding: 0.5, pane: 'tilePane'});
    const land = L.geoJSON(null, {renderer: canvas, interactive: false, pane: 'tilePane'});
    const scale = L.control.scale({imperial: false, position: 'bottomright', maxWidth: 90});
    const note = L.DomUtil.create('div', 'ioc-note', map.getContainer());
    const tip = L.DomUtil.create('div', 'ioc-tip', map.getContainer());
    let link = null, bounds = null, moved = false, hovered = null, told = '';

    map.addLayer(land).addLayer(labels).addLayer(points);
    scale.addTo(map);
    tip.hidden = true;

    function dress(look) {
        const root = document.documentElement;
        for (const [name, value] of Object.entries(look.colours)) {
            root.style.setProperty('--' + name, value);
        }
        root.style.setProperty('--font', look.font);
        root.lang = look.language;
        points.look = Object.assign({font: look.font}, look.colours);
        points.words = look.words;
        note.textContent = look.words.note;
        map.getContainer().setAttribute('aria-label', look.words.map);
        for (const [part, word] of [['in', look.words.closer], ['out', look.words.farther]]) {
            const button = document.querySelector('.leaflet-control-zoom-' + part);
            button.title = word;
            button.setAttribute('aria-label', word);
        }
        land.setStyle(ground);
        labels.places(look.places, look.font);
        points.paint();
    }

    function ground() {
        const look = points.look || {};
        return {fill: true, fillColor: look.panel, fillOpacity: 1, color: look.border, weight: 1.2, opacity: 1};
    }

    function go(where) {
        map.invalidateSize({animate: false});
        if (where.bounds) {
            moved = !where.home;
            bounds = where.home ? where.bounds : bounds;
            map.fitBounds(where.bounds, {padding: [18, 18], maxZoom: where.closest, animate: false});
        } else {
            moved = true;
            map.setView(where.at, where.zoom, {animate: false});
        }
    }

    // World units: pixels of the zoom over the world's width in pixels.
    function report() {
        const zoom = map.getZoom(), world = 256 * Math.pow(2, zoom), box = map.getPixelBounds();
        if (!link || !map.getSize().x || !map.getSize().y) {
            return;
        }
        const middle = map.getCenter();
        link.moved(zoom, box.min.x / world, box.min.y / world, box.max.x / world, box.max.y / world,
            middle.lat, middle.lng);
    }

    function hover(event) {
        const group = points.at(event.containerPoint), id = group ? group.id : null;
        map.getContainer().classList.toggle('ioc-over', group !== null);
        if (id === hovered) {
            return;
        }
        hovered = id;
        tip.hidden = true;
        if (group !== null) {
            link.describe(points.generation, id, (text) => {
                if (hovered === id && text) {
                    tell(JSON.parse(text), event.containerPoint);
                }
            });
        }
    }

    function tell(lines, at) {
        L.DomUtil.empty(tip);
        lines.forEach((line, i) => {
            L.DomUtil.create('div', i ? '' : 'ioc-first', tip).textContent = line;
        });
        tip.hidden = false;
        const room = map.getSize();
        const left = Math.max(4, Math.min(at.x + 14, room.x - tip.offsetWidth - 4));
        const below = at.y + 16 + tip.offsetHeight < room.y;
        L.DomUtil.setPosition(tip, L.point(left, below ? at.y + 16 : at.y - tip.offsetHeight - 12).round());
    }

    map.on('moveend', report);
    map.on('dragstart', () => { moved = true; });
    map.on('mousemove', hover);
    map.on('mouseout movestart', () => { hovered = null; tip.hidden = true; });
    map.on('click', (event) => {
        const group = points.at(event.containerPoint);
        if (group) {
            link.clicked(points.generation, group.id);
        }
    });
    map.getContainer().addEventListener('wheel', () => { moved = true; }, {passive: true});
    map.getContainer().addEventListener('keydown', (event) => {
        if (event.key === 'Home' && bounds) {
            go({bounds: bounds, home: true});
        } else if (event.key.startsWith('Arrow') || event.key === '+' || event.key === '-') {
            moved = true;
        }
    });
    // Tab from the window around leads straight to the map, where arrows and + - work.
    function takeFocus() {
        if (document.hasFocus() && document.activeElement === document.body) {
            map.getContainer().focus({preventScroll: true});
        }
    }

    window.addEventListener('focus', takeFocus);
    takeFocus();
    map.on('resize', () => {
        if (bounds && !moved) {
            go({bounds: bounds, home: true});
        } else {
            report();
        }
    });
    points.on('painted', (event) => {
        const state = points.generation + ' ' + event.cameras;
        if (link && state !== told) {
            told = state;
            link.painted(points.generation, event.cameras);
        }
    });

    const wanted = fetch(outlines).then((answer) => answer.json()).then((document) => {
        land.addData(document);
        land.setStyle(ground);
        const provinces = document.features.map((feature) => Object.assign(
            {name: feature.properties.name}, ioc.middleOf(feature.geometry)));
        labels.provinces(provinces.sort((one, other) => other.size - one.size));
    });
    new QWebChannel(qt.webChannelTransport, (channel) => {
        link = channel.objects.link;
        link.look.connect((text) => dress(JSON.parse(text)));
        link.view.connect((text) => points.show(JSON.parse(text)));
        link.change.connect((text) => points.change(JSON.parse(text)));
        link.go.connect((text) => go(JSON.parse(text)));
        // Two frames: the first paints, the second begins when the first has been handed on.
        link.frame.connect((ticket) => requestAnimationFrame(() => requestAnimationFrame(
            () => link.presented(ticket))));
        wanted.catch((error) => link.failed(String(error))).then(() => link.hello());
    });
};
